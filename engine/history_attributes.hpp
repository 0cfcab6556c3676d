// `with status …`, `with severity …`, `with type …`, `with response …`, `with controlled …`. See
// lowering.hpp.
#pragma once

#include "engine/lowering.hpp"

namespace eligo::engine {

std::uint8_t response_mask(ast::Response response);

// False: something was reported.
bool condition_attributes(Lowering& lowering, const ast::History& syntax, ConditionPredicate& predicate);
// `predicate` has its kind and concepts; a type replaces the procedure by the concept of the type.
bool event_attributes(Lowering& lowering, const ast::History& syntax, const ast::Name& name,
                      EventPredicate& predicate);

}  // namespace eligo::engine
