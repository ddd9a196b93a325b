-- What vendors' tools plan and report of updates: campaigns in rings, terminal by terminal.
set local lock_timeout = '5s';

create table firmware_campaign_terminal (
	campaign_code text not null,
	terminal_code text not null,
	name text,
	vendor text not null,
	model text not null,
	version text not null,
	ring smallint not null check (ring >= 0),
	status text not null check (status in ('planned', 'running', 'paused', 'completed', 'cancelled')),
	starts_at timestamptz,
	window_from time,
	window_to time,
	outcome text check (outcome in ('pending', 'downloading', 'downloaded', 'installed', 'failed')),
	failure text,
	updated_at timestamptz not null,
	primary key (campaign_code, terminal_code)
);
comment on table firmware_campaign_terminal is 'One terminal of one campaign, as its owner sends it. How far the campaign has come is read off what terminals report, not off this.';
comment on column firmware_campaign_terminal.ring is '0 goes first.';
comment on column firmware_campaign_terminal.status is 'Of the campaign, as it was when the row was sent.';
comment on column firmware_campaign_terminal.window_from is 'By the clock of the terminal''s place: updates are meant to happen from window_from to window_to, which may lie after midnight.';
comment on column firmware_campaign_terminal.outcome is 'What the vendor''s tool says came of it.';
create index firmware_campaign_terminal_terminal_idx on firmware_campaign_terminal (terminal_code);
