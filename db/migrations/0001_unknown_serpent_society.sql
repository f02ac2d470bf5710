ALTER TABLE "image" ADD COLUMN "job_id" uuid;--> statement-breakpoint
ALTER TABLE "artifact" ADD COLUMN "step" integer;--> statement-breakpoint
ALTER TABLE "run_attempt" ADD COLUMN "lease_token_hash" text NOT NULL;--> statement-breakpoint
ALTER TABLE "run_attempt" ADD COLUMN "resumed_step" integer;--> statement-breakpoint
ALTER TABLE "run_attempt" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "run_attempt" ADD COLUMN "failure" jsonb;--> statement-breakpoint
ALTER TABLE "run" DROP COLUMN "lease_token_hash";