// The commands. Each takes its arguments, writes its result and returns the exit status.
#pragma once

#include "cli/options.hpp"

namespace eligo::cli {

ExitStatus run_screen(const ScreenArguments& arguments);
ExitStatus run_explain(const ExplainArguments& arguments);
ExitStatus run_match(const MatchArguments& arguments);
ExitStatus run_describe(const MatchArguments& arguments);  // match --describe
ExitStatus run_scan(const MatchArguments& arguments);      // match --scan-only
ExitStatus run_calendar(const CalendarArguments& arguments);
ExitStatus run_next(const NextArguments& arguments);
ExitStatus run_whatif(const WhatIfArguments& arguments);
ExitStatus run_eval(const EvalArguments& arguments);
ExitStatus run_check(const CheckArguments& arguments);
ExitStatus run_fmt(const FmtArguments& arguments);
ExitStatus run_draft(const DraftArguments& arguments);

}  // namespace eligo::cli
