ALTER TABLE "quiz_item" ADD COLUMN "trusted_probability" double precision;--> statement-breakpoint
ALTER TABLE "quiz_item" ADD COLUMN "reports" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quiz_round" ADD COLUMN "is_famous" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "quiz_round" ADD COLUMN "elo_change" double precision;--> statement-breakpoint
ALTER TABLE "quiz_round" ADD COLUMN "is_model_correct" boolean;