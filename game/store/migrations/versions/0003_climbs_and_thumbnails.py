"""A round has a mode and an opponent; a photo may be shown as a thumbnail."""

import sqlalchemy as sa
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
    with op.batch_alter_table("round") as round_:
        mode = sa.Enum(
            "round", "climb", name="mode", native_enum=False, create_constraint=True, length=16
        )
        round_.add_column(sa.Column("mode", mode, server_default="round", nullable=False))
        round_.add_column(
            sa.Column("generator", sa.String(length=64), server_default="mobilestylegan-ffhq")
        )
    constrain(RECIPE.format("") + " AND (photo IS NOT NULL OR size IS NOT NULL)")


def downgrade() -> None:
    op.execute("DELETE FROM round WHERE mode = 'climb' OR generator <> 'mobilestylegan-ffhq'")
    constrain(RECIPE.format(" AND size IS NOT NULL"))
    with op.batch_alter_table("round") as round_:
        round_.drop_constraint(op.f("ck_round_mode"), type_="check")
        round_.drop_column("generator")
        round_.drop_column("mode")


def constrain(condition: str) -> None:
    with op.batch_alter_table("face") as face:
        face.drop_constraint(op.f("ck_face_photo_or_recipe"), type_="check")
        face.create_check_constraint(op.f("ck_face_photo_or_recipe"), condition)
