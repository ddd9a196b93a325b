-- Rankings, funnels and groups over months: what every terminal and every merchant has done until the end of a week, so that any
-- number of weeks is the difference of two rows instead of the sum of a quarter's.
set local lock_timeout = '5s';

create table terminal_running (
	week date not null,
	terminal_id int not null,
	merchant_id int not null,
	acquirer_id smallint not null,
	currency smallint not null,
	amount_minor bigint not null,
	total int not null,
	approved int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	primary key (week, terminal_id, merchant_id, acquirer_id, currency)
);
comment on table terminal_running is 'terminal_day summed from the first week of its run to the end of the week of Monday `week`, the outcomes only. Runs are consecutive weeks of running_week; the rows of a week that follows none of them hold that week alone.';

create table merchant_running (
	week date not null,
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
	primary key (week, merchant_id, acquirer_id, currency)
);
comment on table merchant_running is 'As terminal_running, by merchant and with all that terminal_day counts.';

create table running_week (
	week date primary key check (extract(isodow from week) = 1),
	folded_at timestamptz not null
);
comment on table running_week is 'Taken out from the week of a day on when that day is folded again, since later weeks hold it too. Of a week with a day missing in folded_day nothing may be read; the difference of later weeks does not hold that day and counts as before.';

-- Written anew by the next folds, from days that are closed already.
drop table terminal_week, folded_week;
