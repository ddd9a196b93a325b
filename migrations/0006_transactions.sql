-- Facts and their roll-ups. One ingest statement writes txn, terminal_hour, issuer_hour, cause_hour and fleet_minute together;
-- terminal_day is folded from terminal_hour once a day is over. Columns of 8 bytes come first: the row is 20 % smaller so.
set local lock_timeout = '5s';

create table txn (
	occurred_at timestamptz not null,
	amount_minor bigint not null,
	terminal_id int not null,
	merchant_id int not null,
	latency_ms int,
	fee_minor int,
	acquirer_id smallint not null,
	issuer_id smallint not null,
	code_id smallint not null,
	currency smallint not null,
	model_id smallint not null,
	firmware_id smallint not null,
	app_version_id smallint not null,
	carrier_id smallint not null,
	region_id smallint not null,
	connection smallint not null,
	type smallint not null,
	cause smallint not null,
	scope smallint not null,
	product smallint,
	entry_mode smallint,
	mcc smallint,
	txn_code text collate "C" not null,
	card_token text collate "C",
	reversal_reason text collate "C",
	primary key (terminal_id, occurred_at, txn_code)
) partition by range (occurred_at);
comment on table txn is 'One card transaction as the sender reported it, with what its terminal was at that moment (model, firmware, carrier, region …).';
comment on column txn.txn_code is 'The sender''s id, unique per acquirer.';
comment on column txn.currency is 'ISO 4217 numeric code.';
comment on column txn.type is 'Index into TRANSACTION_TYPES; product, entry_mode, connection, cause and scope likewise (src/lib/domain).';
create index txn_code_idx on txn (hashtext(txn_code));
comment on index txn_code_idx is 'Finds the same id sent again with other content: part of every ingest. Of the hash: a third smaller than of the text.';
create index txn_occurred_idx on txn using brin (occurred_at) with (pages_per_range = 32);

create table terminal_hour (
	hour timestamptz not null,
	terminal_id int not null,
	merchant_id int not null,
	acquirer_id smallint not null,
	currency smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (terminal_id, hour, merchant_id, acquirer_id, currency)
) partition by range (hour);
comment on table terminal_hour is 'Counts per terminal and hour (hours of the fleet zone). attempts = approved + terminal + upstream + business + unresolved; the causes add up to its failures.';
comment on column terminal_hour.total is 'All facts, reversals and excluded ones too: the sum over the table equals the count of txn.';
comment on column terminal_hour.amount_minor is 'Amount of the attempts, in minor units of `currency`; approved_minor is the approved part.';

create table terminal_day (
	day date not null,
	terminal_id int not null,
	merchant_id int not null,
	acquirer_id smallint not null,
	currency smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (terminal_id, day, merchant_id, acquirer_id, currency)
) partition by range (day);
comment on table terminal_day is 'terminal_hour summed over a closed business day of the fleet zone. Valid for the days listed in folded_day.';

create table fleet_minute (
	minute timestamptz not null,
	acquirer_id smallint not null,
	currency smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (acquirer_id, minute, currency)
) with (fillfactor = 50);
comment on table fleet_minute is 'Counts per acquirer and minute: every chart of the whole fleet reads this, never the facts.';

create table issuer_hour (
	hour timestamptz not null,
	acquirer_id smallint not null,
	issuer_id smallint not null,
	currency smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (acquirer_id, issuer_id, hour, currency)
) with (fillfactor = 70);
comment on table issuer_hour is 'Counts per acquirer, issuer and hour: tells a bank''s outage from a terminal''s fault.';

create table cause_hour (
	hour timestamptz not null,
	acquirer_id smallint not null,
	cause smallint not null,
	currency smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (acquirer_id, cause, hour, currency)
) with (fillfactor = 70);
comment on table cause_hour is 'Counts per acquirer, cause and hour, so that a chart by cause still knows who is blamed (scope).';

create table folded_day (
	day date primary key,
	folded_at timestamptz not null
);
comment on table folded_day is 'Business days whose terminal_day rows are true. A late transaction takes its day out again until the next fold; readers use terminal_hour for it meanwhile.';

create table partition_span (
	parent text not null,
	name text not null primary key,
	from_at timestamptz not null,
	to_at timestamptz not null
);
comment on table partition_span is 'The partitions that exist. Recent time is cut by day, older time by month, time of more than three years ago by year.';

create function ensure_partition(parent_table text, at timestamptz, as_of timestamptz, finest text, storage text)
returns void language plpgsql as $fn$
declare
	span text;
	spans text[] := case
		when at < as_of - interval '3 years' then array['year', 'month', 'day']
		when at < as_of - interval '60 days' then array['month', 'day']
		else array['day'] end;
	lower_at timestamptz;
	upper_at timestamptz;
	partition_name text;
begin
	-- Table locks come after this one, so two writers that need the same new day cannot deadlock.
	perform pg_advisory_xact_lock(hashtext('ensure_partition'), hashtext(parent_table));
	if exists (select from partition_span p where p.parent = parent_table and at >= p.from_at and at < p.to_at) then
		return;
	end if;
	foreach span in array spans loop
		span := case when span = 'day' then finest else span end;
		lower_at := date_trunc(span, at, 'UTC');
		upper_at := date_trunc(span, lower_at + ('1 ' || span)::interval + interval '1 hour', 'UTC');
		continue when exists (
			select from partition_span p where p.parent = parent_table and p.from_at < upper_at and p.to_at > lower_at);
		partition_name := parent_table || '_' || to_char(lower_at at time zone 'UTC',
			case span when 'year' then 'YYYY' when 'month' then 'YYYY_MM' else 'YYYY_MM_DD' end);
		-- Created apart and then attached: PARTITION OF would lock the parent against every reader.
		execute format('create table %I (like %I including all) with (%s)', partition_name, parent_table, storage);
		execute format('alter table %I attach partition %I for values from (%L) to (%L)',
			parent_table, partition_name,
			case when finest = 'month' then (lower_at at time zone 'UTC')::date::text else lower_at::text end,
			case when finest = 'month' then (upper_at at time zone 'UTC')::date::text else upper_at::text end);
		insert into partition_span values (parent_table, partition_name, lower_at, upper_at);
		return;
	end loop;
	raise exception 'no room for a partition of % at %', parent_table, at;
end
$fn$;
comment on function ensure_partition is 'Makes the partition for an instant, the widest its age allows and its neighbours leave room for. finest: day, or month for tables by date.';
