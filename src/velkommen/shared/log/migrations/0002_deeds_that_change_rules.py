from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("log", "0001_initial")]

    operations = [
        migrations.AddField("deed", "rules", models.BooleanField(default=False)),
        migrations.AddIndex("deed", models.Index(name="deed_of_rules", fields=("id",), condition=Q(rules=True))),
    ]
