CREATE TABLE `alarms` (
	`name` text PRIMARY KEY NOT NULL,
	`told_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`reservation_id` text,
	`commitment` text,
	`kiosk_id` text,
	`detail` text NOT NULL,
	`mac` text,
	`foreign` integer,
	`hash` text
);
--> statement-breakpoint
CREATE INDEX `audit_by_reservation` ON `audit_events` (`reservation_id`) WHERE hash IS NOT NULL AND reservation_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_foreign` ON `audit_events` (`at`) WHERE "foreign" = 1;--> statement-breakpoint
CREATE INDEX `audit_confirmations` ON `audit_events` (`kiosk_id`) WHERE kind = 'kiosk-confirmed';--> statement-breakpoint
CREATE TABLE `audit_heads` (
	`seq` integer PRIMARY KEY NOT NULL,
	`sealed_at` integer NOT NULL,
	`chain_hash` text NOT NULL,
	`merkle_root` text NOT NULL,
	`signature` text NOT NULL,
	`kinds` text DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_heads_by_time` ON `audit_heads` (`sealed_at`);--> statement-breakpoint
CREATE TABLE `enrolment_codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`chain` text,
	`store` text,
	`prefecture` integer,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `enrolment_codes_by_expiry` ON `enrolment_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `kiosks` (
	`id` text PRIMARY KEY NOT NULL,
	`thumbprint` text NOT NULL,
	`label` text NOT NULL,
	`chain` text,
	`store` text,
	`prefecture` integer,
	`state` text NOT NULL,
	`opens_at` integer,
	`closes_at` integer,
	`enrolled_at` integer NOT NULL,
	`last_seen_at` integer,
	`page` text,
	`bridge` text,
	`reader` text,
	`printer` text,
	`waiting` integer,
	`skew_steps` integer,
	`card_left` integer,
	CONSTRAINT "kiosks_state" CHECK(state IN ('pending', 'active', 'suspended', 'revoked'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kiosks_thumbprint_unique` ON `kiosks` (`thumbprint`);--> statement-breakpoint
CREATE INDEX `kiosks_by_chain` ON `kiosks` (`chain`,`state`);--> statement-breakpoint
CREATE INDEX `kiosks_by_enrolment` ON `kiosks` (`enrolled_at`);--> statement-breakpoint
CREATE TABLE `maintenance_windows` (
	`id` text PRIMARY KEY NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`scope` text NOT NULL,
	`cuts` integer DEFAULT false NOT NULL,
	`reason` text DEFAULT 'maintenance' NOT NULL,
	`note_ja` text,
	`note_en` text
);
--> statement-breakpoint
CREATE INDEX `maintenance_by_end` ON `maintenance_windows` (`until_at`);--> statement-breakpoint
CREATE TABLE `redemptions` (
	`opened_at` integer NOT NULL,
	`id` text NOT NULL,
	`reservation_id` text NOT NULL,
	`cert_id` text NOT NULL,
	`kiosk_id` text NOT NULL,
	`claim_digest` text NOT NULL,
	`kiosk_key_hash` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`support` text,
	PRIMARY KEY(`opened_at`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `reservations` (
	`id` text PRIMARY KEY NOT NULL,
	`cert_id` text NOT NULL,
	`chip_id` text NOT NULL,
	`salt` text NOT NULL,
	`ticket` text NOT NULL,
	`ticket_hash` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`redemption_id` text,
	`kiosk_id` text,
	`claimed_at` integer,
	`lease_until` integer,
	`authorised_at` integer,
	`ended_at` integer,
	`support` text,
	CONSTRAINT "reservations_state" CHECK(state IN ('reserved', 'claimed', 'completed', 'cancelled', 'superseded')),
	CONSTRAINT "reservations_version" CHECK(version >= 1),
	CONSTRAINT "reservations_end" CHECK(state IN ('reserved', 'claimed') OR ended_at IS NOT NULL),
	CONSTRAINT "reservations_lease" CHECK(state <> 'claimed' OR redemption_id || kiosk_id || claimed_at || lease_until IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reservations_ticket_hash_unique` ON `reservations` (`ticket_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `reservations_one_open` ON `reservations` (`cert_id`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `reservations_by_cert` ON `reservations` (`cert_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `reservations_open_until` ON `reservations` (`expires_at`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE TABLE `step_counts` (
	`hour` integer NOT NULL,
	`step` text NOT NULL,
	`outcome` text NOT NULL,
	`under` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`hour`, `step`, `outcome`, `under`)
);
--> statement-breakpoint
CREATE TABLE `liveness_challenges` (
	`cert_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`steps` text NOT NULL,
	`answer_by` integer NOT NULL,
	`answered_at` integer,
	`replaced` integer NOT NULL,
	`refusals` integer NOT NULL,
	`refusals_since` integer NOT NULL,
	`refused_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `seen_tokens` (
	`expires_at` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`digest` text,
	`outcome` text,
	`taken_at` integer,
	`uses` integer,
	PRIMARY KEY(`expires_at`, `kind`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `spent_proofs` (
	`expires_at` integer NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`expires_at`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `throttles` (
	`cert_id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`blocked_until` integer NOT NULL,
	`salt` text NOT NULL,
	`charges` text DEFAULT '[]' NOT NULL,
	`updated_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
-- A reservation only goes on: each change is one version higher, and what is completed stays so. Closing one that ran out
-- is no change of state and no version.
CREATE TRIGGER `reservations_go_on` BEFORE UPDATE ON `reservations`
WHEN NOT (NEW.version = OLD.version + 1 OR (NEW.version = OLD.version AND NEW.state = OLD.state))
  OR (OLD.state = 'completed' AND NEW.state <> 'completed')
  OR (OLD.state IN ('cancelled', 'superseded') AND NEW.state NOT IN (OLD.state, 'completed'))
BEGIN
  SELECT RAISE(ABORT, 'CHECK constraint failed: reservations_go_on');
END;
