
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('appointments', '0001_initial'),
        ('catalogue', '0002_tasks_in_full'),
        ('enquiries', '0004_forecasts'),
        ('places', '0004_one_municipality'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lifeline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(max_length=10)),
                ('matter', models.CharField(max_length=12)),
                ('stage', models.CharField(max_length=10)),
                ('level', models.PositiveSmallIntegerField()),
                ('receiver', models.CharField(max_length=20)),
                ('basis', models.CharField(max_length=30)),
                ('longest', models.PositiveSmallIntegerField()),
                ('may_contact', models.BooleanField()),
                ('consent_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('minute', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('escalates_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end', models.CharField(blank=True, max_length=12)),
                ('helped', models.BooleanField(null=True)),
                ('notes', models.PositiveSmallIntegerField(default=0)),
                ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='appointments.appointment')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.desk')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enquiries.enquiry')),
                ('expert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service_point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.servicepoint')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.task')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=20)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('lifeline', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifelines.lifeline')),
            ],
        ),
        migrations.CreateModel(
            name='LifelineNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.BooleanField()),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('length', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('gone_at', models.DateTimeField(null=True)),
                ('lifeline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifelines.lifeline')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LifelineStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('what', models.CharField(max_length=10)),
                ('stage', models.CharField(max_length=10)),
                ('level', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('lifeline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifelines.lifeline')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='NoteOpening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lifelines.lifelinenote')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receiver', models.CharField(default='department', max_length=20)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('meeting', models.CharField(blank=True, max_length=300)),
                ('most_open', models.PositiveSmallIntegerField(default=2)),
                ('busy', models.BooleanField(default=False)),
                ('away_until', models.DateTimeField(blank=True, null=True)),
                ('usual_seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('staff', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('receiver__in', ['department', 'authority', 'municipal_partner', 'police', 'ssp', 'outsider'])), name='expert_receiver_known'), models.CheckConstraint(condition=models.Q(('most_open__gte', 1), ('most_open__lte', 20)), name='expert_most_open')],
            },
        ),
        migrations.AddIndex(
            model_name='lifeline',
            index=models.Index(fields=['stage', 'service_point'], name='lifeline_open'),
        ),
        migrations.AddIndex(
            model_name='lifeline',
            index=models.Index(fields=['owner', 'stage'], name='lifeline_owner'),
        ),
        migrations.AddIndex(
            model_name='lifeline',
            index=models.Index(fields=['day', 'service_point'], name='lifeline_day'),
        ),
        migrations.AddIndex(
            model_name='lifeline',
            index=models.Index(fields=['expert', '-answered_at'], name='lifeline_answers'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'ended'), _negated=True), fields=('enquiry',), name='lifeline_one_open'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['centre_to_department', 'centre_to_authority', 'consent', 'only_the_wish', 'not_a_centre', 'by_link_or_telephone', 'no_right', 'ssp_among_themselves', 'outside', 'partners_read_nothing']), ('end__in', ['', 'helped', 'not_helped', 'rung', 'not_reached', 'booked', 'handed_on', 'recalled', 'left', 'withdrawn']), ('level__in', [0, 1, 2]), ('matter__in', ['application', 'information']), ('receiver__in', ['department', 'authority', 'municipal_partner', 'police', 'ssp', 'outsider']), ('stage__in', ['asked', 'accepted', 'answered', 'ended']), ('way__in', ['ask', 'join', 'take_over', 'call_back'])), name='lifeline_words_known'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('owner', models.F('expert')), ('stage', 'accepted')), models.Q(('stage', 'accepted'), _negated=True), _connector='OR'), name='lifeline_accepted_is_the_experts'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('stage', 'ended'), models.Q(('end', ''), _negated=True)), models.Q(models.Q(('stage', 'ended'), _negated=True), ('end', ''), ('ended_at', None), ('helped', None)), _connector='OR'), name='lifeline_ended_says_how'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(('escalates_at', None), models.Q(('level__lt', 2), ('stage', 'asked')), _connector='OR'), name='lifeline_tells_while_asked'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consent_at', None), ('consent_by', None)), models.Q(('consent_at__isnull', False), ('consent_by__isnull', False)), _connector='OR'), name='lifeline_consent_whole'),
        ),
        migrations.AddConstraint(
            model_name='lifeline',
            constraint=models.CheckConstraint(condition=models.Q(('changed_at__gte', models.F('asked_at')), ('minute__lte', 1439), models.Q(('answered_at', None), ('answered_at__gte', models.F('accepted_at')), _connector='OR')), name='lifeline_forward'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('tries__lt', 3)), name='call_back_tries'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('to', ''), _negated=True), name='call_back_some_number'),
        ),
        migrations.AddIndex(
            model_name='lifelinenote',
            index=models.Index(condition=models.Q(('gone_at', None)), fields=['lifeline'], name='lifeline_note_kept'),
        ),
        migrations.AddConstraint(
            model_name='lifelinenote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), models.Q(('text', ''), _negated=True)), models.Q(('gone_at__isnull', False), ('text', '')), _connector='OR'), name='lifeline_note_goes'),
        ),
        migrations.AddConstraint(
            model_name='lifelinestep',
            constraint=models.UniqueConstraint(fields=('lifeline', 'number'), name='lifeline_step_once'),
        ),
        migrations.AddConstraint(
            model_name='lifelinestep',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['asked', 'accepted', 'answered', 'ended']), ('what__in', ['ask', 'another', 'accept', 'answer', 'give_back', 'release', 'escalate', 'take_desk', 'try', 'recall', 'close'])), name='lifeline_step_known'),
        ),
        migrations.AddConstraint(
            model_name='noteopening',
            constraint=models.UniqueConstraint(fields=('note', 'staff', 'day'), name='note_opening_once_a_day'),
        ),
    ]
