"""Clashes: two who book one person at once, one settled by moving, one by force; invitations, counter-proposals, delegation."""

import concurrent.futures
import datetime as dt
import threading

from days import at, day_of
from house import span, times

ROUNDS = 6


def settle_clashes(house):
    two_at_once(house)
    two_in_one_room(house)
    forced(house)
    another_time(house)
    delegated(house)


def book(house, who, title, start, end, people, **more):
    return house.ask(who, "POST", "/appointments", {"title": title, "employeeIds": house.ids(people)} | span(start, end) | more)


def at_once(*acts):
    """Runs the acts at the same moment; their answers in order."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        return act()

    with concurrent.futures.ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


def two_at_once(house):
    """The sales manager and the marketing manager want Hoa at the same time, with different customers, again and again: one of
    the two gets her, the other is shown by what, and takes a time that was suggested."""
    checks = house.checks
    days = house.calendar.days[house.calendar.SCHEDULED + 1]
    winners = set()
    for number in range(ROUNDS):
        start = at(days[number], "09:00")
        end = start + dt.timedelta(minutes=60)
        pair = {"lan": "an-phat", "thang": "binh-minh"}
        answers = at_once(*(
            lambda who=who, customer=customer: book(
                house, who, f"{who} với Hoa {number}", start, end, ["hoa"], customerId=house.customers[customer])
            for who, customer in pair.items()))
        checks.equal(f"round {number}: one of the two", sorted(one.status for one in answers), [201, 409])
        if sorted(one.status for one in answers) != [201, 409]:
            continue
        won, lost = sorted(zip(answers, pair), key=lambda one: one[0].status)
        winners.add(won[1])
        problem = lost[0].json()
        checks.equal(f"round {number}: it is told as a clash", problem["title"], "appointment-clash")
        clash = problem["clashes"][0] if problem["clashes"] else {}
        checks.equal(f"round {number}: with what", (len(problem["clashes"]), clash.get("appointmentId"), clash.get("employeeIds"),
                                                    clash and times(clash), problem["hiddenClashes"]),
                     (1, won[0].id, house.ids(["hoa"]), (start, end), 0))
        free = [times(one) for one in problem["freeTimes"]]
        checks.equal(f"round {number}: three free times", len(free), 3)
        for first, last in free:
            good = last - first == end - start and (last <= start or first >= end) and house.calendar.time.holds(first, last)
            checks.true(f"round {number}: Hoa works and is free then", good and last <= at(day_of(first), "12:00"), (first, last))
        # Settled by moving: the loser takes the nearest of them.
        moved = book(house, lost[1], f"{lost[1]} với Hoa {number}", *free[0], ["hoa"], customerId=house.customers[pair[lost[1]]])
        checks.answer(f"round {number}: the other takes another time", moved, 201)
        house.moved = moved.id, lost[1], free[0]
    checks.true("both managers were asked", winners <= {"lan", "thang"} and winners, winners)


def two_in_one_room(house):
    """One room, different people: one of the two has it."""
    day = house.calendar.days[house.calendar.SCHEDULED + 1][7]
    start, end = at(day, "14:00"), at(day, "16:00")
    room = {"roomId": house.rooms["P2"]}
    answers = at_once(lambda: book(house, "lan", "Họp ở P2", start, end, ["lan"], **room),
                      lambda: book(house, "thang", "Bàn giao ở P2", start, end, ["thang"], **room))
    house.checks.equal("one has the room", sorted(one.status for one in answers), [201, 409])
    lost = next(number for number, one in enumerate(answers) if one.status == 409)
    problem = answers[lost].json()
    # She sees his appointment, which is of her branch; he sees hers not, which is of another team.
    shown = [one.get("roomId") for one in problem["clashes"]], problem["hiddenClashes"]
    house.checks.equal("the room is named, or what may not be seen counted", shown,
                       ([house.rooms["P2"]], 0) if lost == 0 else ([], 1))
    free = house.read("lan", f"/room-free-busy?rooms={house.rooms['P2']}&from={day}&to={day}")["rooms"][0]
    house.checks.equal("when the room is taken", [times(one) for one in free["busy"]], [(start, end)])


def forced(house):
    """Whoever may not force is refused; the branch director may, and it is marked."""
    checks = house.checks
    day = house.calendar.days[house.calendar.SCHEDULED + 1][8]
    start, end = at(day, "09:00"), at(day, "10:00")
    first = book(house, "lan", "Duyệt mẫu quảng cáo", start, end, ["anh"])
    checks.answer("the first", first, 201)
    wanted = start + dt.timedelta(minutes=30), end + dt.timedelta(minutes=30)
    checks.answer("a clash", book(house, "hung", "Họp khẩn", *wanted, ["anh"]), 409, "appointment-clash")
    checks.answer("she may not force it", book(house, "lan", "Họp khẩn", *wanted, ["anh"], force=True), 403)
    over = book(house, "hung", "Họp khẩn", *wanted, ["anh"], force=True)
    checks.answer("he may", over, 201)
    checks.equal("it is marked", house.read("anh", f"/appointments/{over.id}")["isForced"], True)
    # Settled after all: the first one gives way to the afternoon.
    later = at(day, "15:00"), at(day, "16:00")
    checks.answer("the first is moved", house.ask("lan", "POST", f"/appointments/{first.id}/reschedule", span(*later)), 200)
    shown = house.read("anh", f"/calendar?view=day&date={day}&employee={house.employee('anh')}")["entries"]
    checks.equal("her day", [times(one) for one in shown], [wanted, later])
    house.forced = over.id


def answers(house, who, appointment):
    return {one["employeeId"]: one for one in house.read(who, f"/appointments/{appointment}/invitations")["items"]}


def another_time(house):
    """Invited, answered: one accepts, one declines with a reason, one proposes another time, refused once and then accepted."""
    checks = house.checks
    day = house.calendar.days[house.calendar.SCHEDULED + 1][9]
    made = book(house, "lan", "Bàn chiến dịch mùa hè", at(day, "09:00"), at(day, "10:30"), ["lan", "anh", "hoa", "thang"])
    checks.answer("invited", made, 201)
    path = f"/appointments/{made.id}"
    checks.true("Hoa sees that she is asked", made.id in [one["appointment"]["id"] for one in house.all("hoa", "/invitations")])
    checks.answer("the organiser is not invited", house.ask("lan", "POST", f"{path}/invitation/accept", {}), 409, "not-invited")
    checks.answer("nor is a colleague", house.ask("huy", "POST", f"{path}/invitation/accept", {}), 409, "not-invited")
    checks.answer("Anh accepts", house.ask("anh", "POST", f"{path}/invitation/accept", {}), 200)
    checks.answer("declined without a reason", house.ask("hoa", "POST", f"{path}/invitation/decline", {"reason": ""}), 422)
    checks.answer("Hoa declines", house.ask("hoa", "POST", f"{path}/invitation/decline", {"reason": "Đã hẹn khách"}), 200)
    checks.answer("who declined is free", book(house, "thang", "Gặp khách", at(day, "09:00"), at(day, "10:00"), ["hoa"]), 201)
    other = at(day, "14:00"), at(day, "15:30")
    asked = span(*other) | {"comment": "Sáng tôi bận"}
    checks.answer("Thắng proposes another time", house.ask("thang", "POST", f"{path}/invitation/propose", asked), 200)
    said = answers(house, "lan", made.id)
    checks.equal("what each has said", {who: said[house.employee(who)]["participation"] for who in ("lan", "anh", "hoa", "thang")},
                 {"lan": "accepted", "anh": "accepted", "hoa": "declined", "thang": "tentative"})
    checks.equal("why, and when instead", (said[house.employee("hoa")]["comment"], times(said[house.employee("thang")]["proposed"])),
                 ("Đã hẹn khách", other))
    decide = f"{path}/invitations/{house.employee('thang')}"
    checks.answer("who only attends does not decide", house.ask("hoa", "POST", f"{decide}/accept-proposal", {}), 403)
    checks.answer("refused", house.ask("lan", "POST", f"{decide}/refuse-proposal", {"reason": "Chiều tôi bận"}), 200)
    said = answers(house, "thang", made.id)[house.employee("thang")]
    checks.equal("he is asked again", (said["participation"], said["refusal"]), ("needs-action", "Chiều tôi bận"))
    checks.answer("he insists", house.ask("thang", "POST", f"{path}/invitation/propose", asked), 200)
    before = house.read("lan", path)
    checks.answer("accepted", house.ask("lan", "POST", f"{decide}/accept-proposal", {}), 200)
    after = house.read("lan", path)
    checks.equal("it is moved", (times(after), after["version"] > before["version"]), (other, True))
    said = answers(house, "lan", made.id)
    checks.equal("everybody else is asked anew", {who: said[house.employee(who)]["participation"] for who in ("anh", "hoa", "thang")},
                 {"anh": "needs-action", "hoa": "needs-action", "thang": "accepted"})
    house.campaign_meeting = made.id


def delegated(house):
    """Anh sends Huy, who accepts: she is free, he comes, and neither can be taken back by surprise."""
    checks = house.checks
    path = f"/appointments/{house.campaign_meeting}"

    def send(who, to):
        return house.ask(who, "POST", f"{path}/invitation/delegate", {"employeeId": house.employee(to), "comment": "đi thay"})

    checks.answer("nobody sends whom is there already", send("anh", "thang"), 422, "delegate-attends")
    checks.answer("Anh sends Huy", send("anh", "huy"), 200)
    said = answers(house, "lan", house.campaign_meeting)
    anh, huy = (said[house.employee(one)] for one in ("anh", "huy"))
    checks.equal("from whom to whom", (anh["participation"], anh["delegatedTo"]["employeeId"], huy["participation"],
                                       huy["delegatedFrom"]["name"]),
                 ("delegated", house.employee("huy"), "needs-action", "Phạm Minh Anh"))
    checks.answer("Huy accepts", house.ask("huy", "POST", f"{path}/invitation/accept", {}), 200)
    checks.answer("she comes after all", house.ask("anh", "POST", f"{path}/invitation/accept", {}), 409, "delegate-comes")
    start, end = times(house.read("lan", path))
    busy = house.read("lan", f"/free-busy?employees={','.join(house.ids(['anh', 'huy']))}&from={day_of(start)}&to={day_of(start)}")
    shown = {one["employeeId"]: [times(span) for span in one["busy"]] for one in busy["employees"]}
    checks.true("Huy is busy, Anh is not", any(a <= start and end <= b for a, b in shown[house.employee("huy")])
                and not any(a < end and start < b for a, b in shown[house.employee("anh")]), shown)
    # Hoa, whose working hours are over by then, still may accept: it is her own decision.
    checks.answer("Hoa comes", house.ask("hoa", "POST", f"{path}/invitation/accept", {}), 200)
    counts = house.read("lan", f"{path}/invitations")["counts"]
    checks.equal("in all", {name: count for name, count in counts.items() if count}, {"accepted": 4, "delegated": 1})
