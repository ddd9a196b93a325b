/** What can have been done at a terminal; `note` says the rest. */
export const VISIT_ACTIONS = [
	'inspected',
	'restarted',
	'line_repaired',
	'sim_replaced',
	'keys_loaded',
	'certificate_installed',
	'software_updated',
	'parameters_corrected',
	'terminal_replaced'
] as const;

export type VisitAction = (typeof VISIT_ACTIONS)[number];

export const VISIT_NOTE_LENGTH_MAX = 500;
export const VISITOR_LENGTH_MAX = 100;
