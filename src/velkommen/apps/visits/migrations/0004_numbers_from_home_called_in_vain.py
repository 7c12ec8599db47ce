from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0003_numbers_drawn_from_home'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='visit',
            name='visit_waits_from_home',
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('from_home', True)), fields=['service_point', 'day'], name='visit_from_home'),
        ),
    ]
