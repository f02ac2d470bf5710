ALTER TABLE "quiz_player" ADD COLUMN "famous_rounds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quiz_player" ADD COLUMN "famous_correct" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quiz_player" ADD COLUMN "is_listed" boolean DEFAULT false NOT NULL;