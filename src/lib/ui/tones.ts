/** What a colour means; each tone is a mark, a soft ground and a readable ink in tokens.css. */
export type Tone =
	'neutral' | 'accent' | 'approved' | 'terminal' | 'upstream' | 'business' | 'unresolved' | 'outage' | 'danger';

/** Ground and text of badges and notes. */
export const TONE_SOFT: Readonly<Record<Tone, string>> = {
	neutral: 'bg-sunken text-muted',
	accent: 'bg-accent-soft text-accent',
	approved: 'bg-approved-soft text-approved-ink',
	terminal: 'bg-terminal-soft text-terminal-ink',
	upstream: 'bg-upstream-soft text-upstream-ink',
	business: 'bg-business-soft text-business-ink',
	unresolved: 'bg-unresolved-soft text-unresolved-ink',
	outage: 'bg-outage-soft text-outage-ink',
	danger: 'bg-danger-soft text-danger-ink'
};

/** Solid marks: dots, bars, slices. */
export const TONE_MARK: Readonly<Record<Tone, string>> = {
	neutral: 'bg-line-strong',
	accent: 'bg-accent',
	approved: 'bg-approved',
	terminal: 'bg-terminal',
	upstream: 'bg-upstream',
	business: 'bg-business',
	unresolved: 'bg-unresolved hatched',
	outage: 'bg-outage',
	danger: 'bg-danger'
};
