import sys
import time

FORWARD = 1
BACKWARD = 2
NONE = 0

REQUIRED = 0
PREFERRED = 2
STRONG_DEFAULT = 3
NORMAL = 4
WEAKEST = 6


class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def attach(self, planner):
        self.add_to_graph()
        planner.add(self)

    def detach(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.remove_from_graph()

    def satisfy(self, planner, mark):
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise ValueError("a required constraint cannot be satisfied")
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise ValueError("a cycle of constraints")
        out.mark = mark
        return overridden


class UnaryConstraint(Constraint):
    def __init__(self, planner, variable, strength):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        self.attach(planner)

    def add_to_graph(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def remove_from_graph(self):
        self.variable.constraints.remove(self)
        self.satisfied = False

    def is_satisfied(self):
        return self.satisfied

    def choose_method(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.walk_strength

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.variable

    def mark_unsatisfied(self):
        self.satisfied = False

    def recalculate(self):
        self.variable.walk_strength = self.strength
        self.variable.stay = not self.is_input()
        if self.variable.stay:
            self.execute()


class StayConstraint(UnaryConstraint):
    def execute(self):
        pass


class EditConstraint(UnaryConstraint):
    def is_input(self):
        return True

    def execute(self):
        pass


class BinaryConstraint(Constraint):
    def __init__(self, planner, first, second, strength):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = NONE
        self.attach(planner)

    def add_to_graph(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = NONE

    def remove_from_graph(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.direction = NONE

    def is_satisfied(self):
        return self.direction != NONE

    def choose_method(self, mark):
        if self.first.mark == mark:
            can = self.second.mark != mark and self.strength < self.second.walk_strength
            self.direction = FORWARD if can else NONE
        elif self.second.mark == mark:
            can = self.first.mark != mark and self.strength < self.first.walk_strength
            self.direction = BACKWARD if can else NONE
        elif self.first.walk_strength > self.second.walk_strength:
            self.direction = BACKWARD if self.strength < self.first.walk_strength else NONE
        else:
            self.direction = FORWARD if self.strength < self.second.walk_strength else BACKWARD

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        variable = self.input()
        return variable.mark == mark or variable.stay or variable.determined_by is None

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def mark_unsatisfied(self):
        self.direction = NONE

    def recalculate(self):
        source = self.input()
        out = self.output()
        out.walk_strength = max(self.strength, source.walk_strength)
        out.stay = source.stay
        if out.stay:
            self.execute()


class EqualConstraint(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    def __init__(self, planner, source, scale, offset, target, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(planner, source, target, strength)

    def add_to_graph(self):
        super().add_to_graph()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def remove_from_graph(self):
        super().remove_from_graph()
        self.scale.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = mark
        self.offset.mark = mark

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source = self.input()
        out = self.output()
        out.walk_strength = max(self.strength, source.walk_strength)
        out.stay = source.stay and self.scale.stay and self.offset.stay
        if out.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(self, mark)
        while overridden is not None:
            overridden = overridden.satisfy(self, mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.mark_unsatisfied()
        constraint.remove_from_graph()
        unsatisfied = self.forget(out)
        for strength in range(REQUIRED, WEAKEST + 1):
            for other in unsatisfied:
                if other.strength == strength:
                    self.add(other)

    def forget(self, out):
        """What was computed from `out` is unknown; returns the constraints that may now be satisfied."""
        out.determined_by = None
        out.walk_strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            for constraint in variable.constraints:
                if constraint is not variable.determined_by and constraint.is_satisfied():
                    constraint.recalculate()
                    todo.append(constraint.output())
        return unsatisfied

    def plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = sources
        while todo:
            constraint = todo.pop()
            if constraint.output().mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                constraint.output().mark = mark
                self.consumers(constraint.output(), todo)
        return plan

    def plan_from(self, constraints):
        return self.plan([c for c in constraints if c.is_input() and c.is_satisfied()])

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            current = todo.pop()
            if current.output().mark == mark:
                return False
            current.recalculate()
            self.consumers(current.output(), todo)
        return True

    def consumers(self, variable, into):
        for constraint in variable.constraints:
            if constraint is not variable.determined_by and constraint.is_satisfied():
                into.append(constraint)

    def change(self, variable, value):
        edit = EditConstraint(self, variable, PREFERRED)
        plan = self.plan_from([edit])
        for _ in range(10):
            variable.value = value
            for constraint in plan:
                constraint.execute()
        edit.detach(self)


def chain(n):
    planner = Planner()
    variables = [Variable(0) for _ in range(n + 1)]
    for i in range(n):
        EqualConstraint(planner, variables[i], variables[i + 1], REQUIRED)
    StayConstraint(planner, variables[n], STRONG_DEFAULT)
    edit = EditConstraint(planner, variables[0], PREFERRED)
    plan = planner.plan_from([edit])
    total = 0
    for i in range(100):
        variables[0].value = i
        for constraint in plan:
            constraint.execute()
        if variables[n].value != i:
            raise ValueError("chain")
        total += variables[n].value
    edit.detach(planner)
    return total


def projection(n):
    planner = Planner()
    scale = Variable(10)
    offset = Variable(1000)
    source = target = None
    targets = []
    for i in range(n):
        source = Variable(i)
        target = Variable(i)
        targets.append(target)
        StayConstraint(planner, source, NORMAL)
        ScaleConstraint(planner, source, scale, offset, target, REQUIRED)
    planner.change(source, 17)
    total = target.value
    planner.change(target, 1050)
    total += source.value
    planner.change(scale, 5)
    total += sum(t.value for t in targets[:-1])
    planner.change(offset, 2000)
    total += sum(t.value for t in targets[:-1])
    return total


def prepare(n):
    return n


def run(n):
    return "%d %d" % (chain(n), projection(n))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2500
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
