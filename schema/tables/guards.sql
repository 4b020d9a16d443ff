-- A reservation only goes on: each change is one version higher, and what is completed stays so. Closing one that ran out
-- is no change of state and no version.
CREATE TRIGGER `reservations_go_on` BEFORE UPDATE ON `reservations`
WHEN NOT (NEW.version = OLD.version + 1 OR (NEW.version = OLD.version AND NEW.state = OLD.state))
  OR (OLD.state = 'completed' AND NEW.state <> 'completed')
  OR (OLD.state IN ('cancelled', 'superseded') AND NEW.state NOT IN (OLD.state, 'completed'))
BEGIN
  SELECT RAISE(ABORT, 'CHECK constraint failed: reservations_go_on');
END;
