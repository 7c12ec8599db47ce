from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_failed_login'),
    ]

    operations = [
        migrations.CreateModel(
            name='SetupCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
    ]
