CREATE INDEX `audit_heads_by_time` ON `audit_heads` (`sealed_at`);--> statement-breakpoint
CREATE INDEX `enrolment_codes_by_expiry` ON `enrolment_codes` (`expires_at`);--> statement-breakpoint
CREATE INDEX `maintenance_by_end` ON `maintenance_windows` (`until_at`);--> statement-breakpoint
CREATE INDEX `redemptions_by_time` ON `redemptions` (`claimed_at`);--> statement-breakpoint
CREATE INDEX `reservations_by_end` ON `reservations` (CASE WHEN "ended_at" IS NULL THEN "expires_at" ELSE "ended_at" END);--> statement-breakpoint
CREATE INDEX `seen_tokens_by_expiry` ON `seen_tokens` (`expires_at`);--> statement-breakpoint
CREATE INDEX `quality_refusals_by_expiry` ON `quality_refusals` (`expires_at`);--> statement-breakpoint
CREATE INDEX `throttles_by_time` ON `throttles` (`updated_at`);