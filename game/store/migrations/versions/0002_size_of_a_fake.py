"""A fake's recipe names its size; until now all were made at 1024 pixels."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RECIPE = (
    "(photo IS NULL) = (generator IS NOT NULL AND checkpoint_sha256 IS NOT NULL AND seed"
    " IS NOT NULL AND truncation_psi IS NOT NULL{} AND noise_mode IS NOT NULL)"
)


def upgrade() -> None:
    op.add_column("face", sa.Column("size", sa.Integer(), nullable=True))
    op.execute("UPDATE face SET size = 1024 WHERE photo IS NULL")
    constrain(RECIPE.format(" AND size IS NOT NULL"))


def downgrade() -> None:
    constrain(RECIPE.format(""))
    with op.batch_alter_table("face") as face:
        face.drop_column("size")


def constrain(condition: str) -> None:
    with op.batch_alter_table("face") as face:
        face.drop_constraint(op.f("ck_face_photo_or_recipe"), type_="check")
        face.create_check_constraint(op.f("ck_face_photo_or_recipe"), condition)
