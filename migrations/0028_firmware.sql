-- Roll-outs of firmware and what they did to payments; and by which scheme a vendor orders its versions.
set local lock_timeout = '5s';

alter table firmware_release add column scheme text check (scheme in ('numbers', 'semver', 'debian', 'rpm', 'fwupd'));
comment on column firmware_release.scheme is 'How versions without a rank are ordered, where the owner of the catalogue says so; else by their shape.';

create table firmware_rollout (
	model_id smallint not null references terminal_model,
	firmware_id smallint not null references firmware,
	acquirer_id smallint not null,
	started_at timestamptz not null,
	latest_update_at timestamptz not null,
	updated int not null,
	waiting int not null,
	compared_updated int not null,
	compared_peers int not null,
	first_day date,
	last_day date,
	judged_at timestamptz not null,
	basis text not null,
	verdict text not null check (verdict in ('worse', 'safe', 'not_enough_data')),
	lacks text check (lacks in ('updated', 'peers', 'attempts')),
	attempts_missing int,
	days_missing int,
	effect float8,
	effect_low float8,
	effect_high float8,
	updated_before_attempts int not null,
	updated_before_failures int not null,
	updated_after_attempts int not null,
	updated_after_failures int not null,
	peers_before_attempts int not null,
	peers_before_failures int not null,
	peers_after_attempts int not null,
	peers_after_failures int not null,
	primary key (model_id, firmware_id, acquirer_id)
);
comment on table firmware_rollout is 'A version that several terminals of a model were updated to, as terminal_period tells, with the verdict on it. Written by a job; all of it can be worked out again.';
comment on column firmware_rollout.acquirer_id is '0: by all terminals of the fleet. Otherwise by those of this acquirer alone, which is what its partners may see.';
comment on column firmware_rollout.compared_updated is 'Updated terminals whose days are compared; of `updated` those on the days with the most updates while peers still waited.';
comment on column firmware_rollout.basis is 'What the verdict was worked out from: while it is the same, it need not be done again.';
comment on column firmware_rollout.lacks is 'Of a verdict not_enough_data: what there is too little of.';
comment on column firmware_rollout.effect is 'Difference in differences of the terminal technical rate, as a proportion; its 95 % interval from effect_low to effect_high.';

create table firmware_rollout_code (
	model_id smallint not null,
	firmware_id smallint not null,
	acquirer_id smallint not null,
	code_id smallint not null,
	failures int not null,
	effect float8 not null,
	effect_low float8 not null,
	effect_high float8 not null,
	p_value float8 not null,
	is_discovery boolean not null,
	primary key (model_id, firmware_id, acquirer_id, code_id),
	foreign key (model_id, firmware_id, acquirer_id) references firmware_rollout on delete cascade
);
comment on table firmware_rollout_code is 'By how much a response code became more or less frequent among all attempts since the update, compared as firmware_rollout compares.';
comment on column firmware_rollout_code.is_discovery is 'Stands when at most 5 % of what stands for the roll-out may be chance.';
