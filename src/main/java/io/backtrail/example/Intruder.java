package io.backtrail.example;

/** The hands of the intruder: a relay, a desk, a second desk; one session through all of them. */
final class Intruder {
    private final String relay;
    private final String desk;
    private final String elsewhere;
    private final Dice dice;
    private final Device kit = Device.stranger("Windows10", "Windows NT 10.0; Win64; x64", "151");
    private final Device own = Device.stranger("Linux", "X11; Linux x86_64", "150");

    Intruder(Dice dice) {
        this.dice = dice.of("intruder");
        this.relay = Ranges.SCALEWAY.address(this.dice);
        this.desk = Ranges.M247.address(this.dice);
        this.elsewhere = Ranges.DIGITALOCEAN.address(this.dice);
    }

    /** Where the kit passes the victim's keystrokes on. */
    Hand relay(Person person) {
        return new Hand(person, relay, kit, session(person), null, "attacker", "takeover");
    }

    /** Where the stolen session is used. */
    Hand desk(Person person) {
        return new Hand(person, desk, own, session(person), null, "attacker", "takeover");
    }

    /** Where it is used on the weekend. */
    Hand elsewhere(Person person) {
        return desk(person).at(elsewhere);
    }

    private String session(Person person) {
        return dice.of(person.upn()).guid();
    }
}
