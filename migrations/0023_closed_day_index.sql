-- A few days of a month of terminal_day: without this a ranking of a week read the month's whole primary key.
set local lock_timeout = '5s';

create index terminal_day_day_idx on terminal_day using brin (day) with (pages_per_range = 32, autosummarize = on);
comment on index terminal_day_day_idx is 'Days are written one after the other: finds those of a window, and the one that a fold is about to replace.';

-- Folding anew finds its rows by the primary key (rollups.repo.ts): this index looked through all that was folded since it was
-- last summed up.
drop index slice_day_day_idx;
