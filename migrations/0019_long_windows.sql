-- Rankings and funnels over months: full weeks of closed days, in rows a third as wide, so that a quarter of a hundred thousand
-- terminals is read in a seventh of the pages.
set local lock_timeout = '5s';

create table terminal_week (
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
comment on table terminal_week is 'terminal_day summed over the seven days from Monday `week`, the outcomes only. Valid for the weeks listed in folded_week all of whose days folded_day lists.';

create table folded_week (
	week date primary key check (extract(isodow from week) = 1),
	folded_at timestamptz not null
);
comment on table folded_week is 'Taken out when a day of the week is folded again. While a day is missing in folded_day its week does not count, so late data need not know of weeks.';

-- slice_day counts by more than before: connection, entry mode, app version, and steps of latency. Every closed day is folded
-- once more; until then what only slices could answer is read from the facts.
update folded_day set has_slices = false;
comment on column folded_day.has_slices is 'False when the day was folded by a version that knew fewer slices or none.';
