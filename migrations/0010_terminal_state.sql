-- The health board: one row per terminal, written only by the state job, so that lists sort and filter without touching facts.
set local lock_timeout = '5s';

create table terminal_state (
	terminal_id int primary key references terminal on delete cascade,
	acquirer_id smallint not null,
	state smallint not null,
	attempts int not null,
	approved int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	rate_low double precision not null,
	peer_rate double precision,
	last_transaction_at timestamptz,
	as_of timestamptz not null
) with (fillfactor = 70);
comment on table terminal_state is 'Seven days up to the newest business day with data; state is an index into TERMINAL_STATES.';
comment on column terminal_state.rate_low is 'Lower end of the 95 % Wilson interval of terminal / attempts: the order of the list.';
comment on column terminal_state.peer_rate is 'Terminal technical rate of the other terminals of the same model in the same days, or of all others where it is alone in its model; null when there are none.';
create index terminal_state_rate_idx on terminal_state (rate_low desc, terminal_id);
create index terminal_state_acquirer_idx on terminal_state (acquirer_id, rate_low desc, terminal_id);
