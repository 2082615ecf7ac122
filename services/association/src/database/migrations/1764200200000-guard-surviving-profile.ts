import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A link follows the recorded merges and nothing else, whatever an UPDATE says. */
export class GuardSurvivingProfile1764200200000 implements MigrationInterface {
  name = 'GuardSurvivingProfile1764200200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION association.follow_merges_alone() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.surviving_profile_id <> association.surviving_profile(NEW.source, NEW.profile_id) THEN
          RAISE EXCEPTION 'an association belongs to the profile that merges lead to'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'association_is_permanent';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER association_follows_merges_alone BEFORE UPDATE OF surviving_profile_id ON association.association
        FOR EACH ROW EXECUTE FUNCTION association.follow_merges_alone()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER association_follows_merges_alone ON association.association');
    await runner.query('DROP FUNCTION association.follow_merges_alone()');
  }
}
