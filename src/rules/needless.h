/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file needless.h
 * Rules that another rule makes needless. Internal to the room.
 */
#ifndef YS_RULES_NEEDLESS_H
#define YS_RULES_NEEDLESS_H

#include "rules/model.h"

/**
 * Reports rule @p number when another rule finds all that it finds and says the same of it: of equal priority a rule
 * that comes before it, or one of higher priority, which always overrules it. True when it does.
 */
bool ys_report_needless(const ys_rules *rules, uint32_t number, const ys_log *log);

#endif
