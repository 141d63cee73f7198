# SPDX-License-Identifier: MIT
"""Makes programs of the language of README.md from a seed."""

import random
import string


class ProgramGenerator:
    """One program. Names are used only where they are bound for sure: in the bodies inside."""

    def __init__(self, seed, handles_rejections):
        self.random = random.Random(seed)
        self.handles_rejections = handles_rejections
        self.labels = 0
        self.names = 0
        self.statements_left = 26

    def program(self):
        scope = []
        statements = []
        while self.statements_left > 0:
            statements += self.statement(scope, depth=0)
        return statements

    # --- Names and numbers ---

    def label(self):
        self.labels += 1
        letters = string.ascii_lowercase
        first, second = divmod(self.labels - 1, len(letters))
        return (letters[first - 1] if first else "") + letters[second]

    def name(self, kind):
        self.names += 1
        return f"{kind}{self.names}"

    def number(self):
        return self.random.randrange(1, 100)

    def delay_ms(self):
        return 20 * self.random.randrange(1, 6)

    # --- Bodies ---

    def body(self, scope, depth, longest=3):
        scope = list(scope)
        statements = [["print", self.label()]]
        for _ in range(self.random.randrange(longest)):
            if depth < 4 and self.statements_left > 0:
                statements += self.statement(scope, depth + 1)
        return statements

    def handler(self, scope, depth, gets):
        statements = self.body(scope, depth, longest=2)
        if gets != "nothing":
            statements[0] = ["print_it", statements[0][1]]
        if gets == "value" and self.random.random() < 0.3:
            return [*statements, ["return_more", self.number()]]
        return statements + self.completion(scope, depth)

    def completion(self, scope, depth):
        return self.random.choices(
            [
                lambda: [],
                lambda: [["return", self.number()]],
                lambda: [["return", self.promise(scope, depth + 1)]],
                lambda: [["throw", self.label()]],
            ],
            weights=[2, 3, 4, 2],
        )[0]()

    def async_body(self, scope, depth, longest=4):
        scope = list(scope)
        statements = [["print", self.label()]]
        for _ in range(self.random.randrange(1, longest)):
            statements += self.async_statement(scope, depth)
        return statements

    def async_statement(self, scope, depth):
        kind = self.random.choices(["await", "try", "repeat", "other"], weights=[6, 3, 1, 2])[0]
        if kind == "await" or depth >= 4:
            return [["await", self.label(), self.promise(scope, depth + 1)]]
        if kind == "try":
            body = self.async_body(scope, depth + 1, longest=3)
            if self.random.random() < 0.4:
                body += self.completion(scope, depth)
            caught = [["print_it", self.label()]]
            if self.random.random() < 0.5:
                caught += self.async_statement(scope, depth + 1)
            return [["try", body, caught]]
        if kind == "repeat":
            return [["repeat", self.random.randrange(2, 4), self.async_body(scope, depth + 1, 2)]]
        return self.statement(scope, depth + 1)

    # --- Promises ---

    def promise(self, scope, depth):
        if scope and self.random.random() < 0.5:
            return self.random.choice(scope)
        simple = depth >= 4 or self.statements_left <= 0
        kinds = {"resolved": 3, "rejected": 2}
        if not simple:
            kinds |= {"then": 6, "catch": 3, "finally": 3, "async": 5}
            kinds |= {"all": 1, "all_settled": 1, "any": 1, "race": 1}
        kind = self.random.choices(list(kinds), weights=kinds.values())[0]
        return [kind, *getattr(self, f"operands_of_{kind}")(scope, depth)]

    def operands_of_resolved(self, _scope, _depth):
        return [self.number()]

    def operands_of_rejected(self, _scope, _depth):
        return [self.label()]

    def operands_of_then(self, scope, depth):
        operands = [self.promise(scope, depth + 1), self.handler(scope, depth + 1, "value")]
        if self.random.random() < 0.4:
            operands.append(self.handler(scope, depth + 1, "error"))
        return operands

    def operands_of_catch(self, scope, depth):
        return [self.promise(scope, depth + 1), self.handler(scope, depth + 1, "error")]

    def operands_of_finally(self, scope, depth):
        return [self.promise(scope, depth + 1), self.handler(scope, depth + 1, "nothing")]

    def operands_of_async(self, scope, depth):
        self.statements_left -= 1
        return [self.async_body(scope, depth + 1) + self.completion(scope, depth)]

    def promises(self, scope, depth):
        return [self.promise(scope, depth + 1) for _ in range(self.random.randrange(1, 4))]

    def operands_of_all(self, scope, depth):
        return [self.label(), self.promises(scope, depth)]

    def operands_of_all_settled(self, scope, depth):
        return [self.label(), self.promises(scope, depth)]

    def operands_of_any(self, scope, depth):
        return [self.promises(scope, depth)]

    def operands_of_race(self, scope, depth):
        return [self.promises(scope, depth)]

    # --- Statements; each gives a list, because some need company ---

    def statement(self, scope, depth):
        self.statements_left -= 1
        kinds = {"task": 6, "use": 5, "let": 4, "resolvers": 3, "timer": 3}
        kind = self.random.choices(list(kinds), weights=kinds.values())[0]
        return getattr(self, f"statements_that_{kind}")(scope, depth)

    def task(self, body):
        kind = self.random.choice(["next_tick", "microtask", "immediate", "timeout"])
        if kind == "timeout":
            return [kind, self.name("t"), self.delay_ms(), body]
        return [kind, body]

    def statements_that_task(self, scope, depth):
        return [self.task(self.body(scope, depth))]

    def statements_that_timer(self, scope, depth):
        name = self.name("t")
        kind = self.random.choice(["interval", "interval", "timeout", "immediate"])
        if kind == "interval":
            runs = self.random.randrange(1, 4)
            return [[kind, name, self.delay_ms(), runs, self.body(scope, depth)]]
        if kind == "timeout":
            timer = [kind, name, self.delay_ms(), self.body(scope, depth)]
            return [timer, self.task([["print", self.label()], ["clear", name]])]
        immediate = [kind, self.body(scope, depth), name]
        return [self.task([["print", self.label()], ["clear_immediate", name]]), immediate]

    def statements_that_use(self, scope, depth):
        return [self.handled(self.promise(scope, depth))]

    def statements_that_let(self, scope, depth):
        name = self.name("p")
        made = ["let", name, self.promise(scope, depth)]
        scope.append(name)
        return [made, self.handled(name)]

    def statements_that_resolvers(self, scope, depth):
        name = self.name("p")
        settle = self.settle(name, scope, depth)
        scope.append(name)
        statements = [["resolvers", name], self.task([["print", self.label()], settle])]
        if self.random.random() < 0.2:
            statements.append(self.settle(name, [], depth))
        return statements + [self.handled(name)]

    def settle(self, name, scope, depth):
        if self.random.random() < 0.3:
            return ["reject", name, self.label()]
        of = self.number() if self.random.random() < 0.4 else self.promise(scope, depth + 2)
        return ["resolve", name, of]

    def handled(self, promise):
        """A statement that uses the promise and, mostly, handles that it is rejected."""
        if not self.handles_rejections and self.random.random() < 0.3:
            return ["then", promise, [["print_it", self.label()]]]
        return ["catch", promise, [["print_it", self.label()]]]
