-- Which import a row of the ledger came by, so that what a file said can be taken back; 0: none.
ALTER TABLE "preference_change" ADD COLUMN "import" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX preference_change_import_idx ON preference_change (import, id) WHERE import <> 0;

-- The ledger is only ever added to, but for what the demo invented, which is no proof of anything and goes with it.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM import WHERE id = OLD.import AND demo) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
DROP TRIGGER preference_change_append_only ON preference_change;
CREATE TRIGGER preference_change_append_only BEFORE UPDATE OR TRUNCATE ON preference_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preference_change_kept BEFORE DELETE ON preference_change
    FOR EACH ROW EXECUTE FUNCTION refuse_removal();
