"""A round has a mode and an opponent; a photo may be shown as a thumbnail."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RECIPE = (
    "(photo IS NULL) = (generator IS NOT NULL AND checkpoint_sha256 IS NOT NULL AND seed"
    " IS NOT NULL AND truncation_psi IS NOT NULL{} AND noise_mode IS NOT NULL)"
)


def upgrade() -> None:
    # In place: SQLite would delete every trial if its rounds' table were made anew.
    op.execute(
        "ALTER TABLE round ADD COLUMN mode VARCHAR(16) DEFAULT 'round' NOT NULL"
        " CONSTRAINT ck_round_mode CHECK (mode IN ('round', 'climb'))"
    )
    op.execute("ALTER TABLE round ADD COLUMN generator VARCHAR(64) DEFAULT 'mobilestylegan-ffhq'")
    constrain(RECIPE.format("") + " AND (photo IS NOT NULL OR size IS NOT NULL)")


def downgrade() -> None:
    op.execute("DELETE FROM round WHERE mode = 'climb' OR generator <> 'mobilestylegan-ffhq'")
    constrain(RECIPE.format(" AND size IS NOT NULL"))
    op.execute("ALTER TABLE round DROP COLUMN generator")
    op.execute("ALTER TABLE round DROP COLUMN mode")


def constrain(condition: str) -> None:
    with op.batch_alter_table("face") as face:
        face.drop_constraint(op.f("ck_face_photo_or_recipe"), type_="check")
        face.create_check_constraint(op.f("ck_face_photo_or_recipe"), condition)
