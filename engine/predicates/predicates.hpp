// The evaluation of each predicate: one function, one file each, independent of all others.
//
// `account` may be null; the outcome is the same. An unknown outcome always has a cause.
// Tests: tests/conformance/*.table (text to truth), tests/engine/explain_test.cpp (text to sentence).
#pragma once

#include "engine/account.hpp"
#include "engine/context.hpp"
#include "engine/program.hpp"
#include "engine/truth.hpp"

namespace eligo::engine {

Outcome evaluate(const AgePredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const SexPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const MeasurementPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const ConditionPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const EventPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const SincePredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const CountPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const OnsetAfterPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const OtherTrialPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const AttestPredicate& predicate, const Context& context, Account* account);
Outcome evaluate(const UnencodedPredicate& predicate, const Context& context, Account* account);

Outcome evaluate(const Predicate& predicate, const Context& context, Account* account);

}  // namespace eligo::engine
