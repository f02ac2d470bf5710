DROP INDEX "run_status_priority_created_at_index";--> statement-breakpoint
CREATE INDEX "run_status_priority_created_at_index" ON "run" USING btree ("status","priority" DESC NULLS FIRST,"created_at");