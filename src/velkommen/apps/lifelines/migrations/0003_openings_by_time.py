"""Who opened what in some days is asked for by those who look after the log: found without reading all there ever was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lifelines", "0002_steps_never_change")]
    operations = [
        migrations.AddIndex(
            model_name="noteopening",
            index=models.Index(fields=["-at"], name="note_opening_at"),
        )
    ]
