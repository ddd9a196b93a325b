import type { VisitAction } from '#lib/domain/terminal-visits.ts';
import { m } from '#lib/i18n/messages.ts';

export const VISIT_ACTION_WORDS: Readonly<Record<VisitAction, () => string>> = {
	inspected: m.visit_done_inspected,
	restarted: m.visit_done_restarted,
	line_repaired: m.visit_done_line_repaired,
	sim_replaced: m.visit_done_sim_replaced,
	keys_loaded: m.visit_done_keys_loaded,
	certificate_installed: m.visit_done_certificate_installed,
	software_updated: m.visit_done_software_updated,
	parameters_corrected: m.visit_done_parameters_corrected,
	terminal_replaced: m.visit_done_terminal_replaced
};
