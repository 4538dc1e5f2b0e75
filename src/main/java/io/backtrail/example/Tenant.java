package io.backtrail.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The invented firm: North Freight, which ships things for other people.
 *
 * @param id organisation id
 * @param domain domain of the accounts
 * @param initialDomain the domain that came with the tenant
 * @param people everybody, in the order of {@link Cast}
 * @param era what the service records at the time
 */
record Tenant(String id, String domain, String initialDomain, List<Person> people, Era era) {
    private static final List<String> NAMES = List.of(
            "Lotte van Dijk",
            "Femke Bakker",
            "Anouar El Idrissi",
            "Ingrid Solberg",
            "Kenji Watanabe",
            "Marta Kowalczyk",
            "Priya Raghavan",
            "Tomasz Zielinski",
            "Oluwaseun Adeyemi",
            "Hannah Vogt",
            "Joris de Wit",
            "Mei Ling Chen",
            "Rafael Moreira",
            "Aisha Rahman",
            "Pieter Janssen",
            "Yasemin Kaya",
            "Lukas Brandt",
            "Chloe Tremblay",
            "Nnamdi Okafor",
            "Sofia Petrova",
            "Daan Visser",
            "Amelie Schulz",
            "Hyun-woo Park",
            "Fatou Diallo",
            "Giulia Conti",
            "Arjun Mehta",
            "Saskia Mulder",
            "Emre Yilmaz",
            "Noor Haddad",
            "Jan-Erik Nilsson",
            "Thandiwe Ndlovu",
            "Camila Rojas",
            "Liam O'Connor",
            "Anneke Postma",
            "Viktor Horvat",
            "Leilani Kahale");

    static Tenant of(Dice dice, int size, Era era) {
        return of(dice, size, 0, era);
    }

    /** With so many people more, who come from a firm in Poland. */
    static Tenant of(Dice dice, int size, int newcomers, Era era) {
        List<Person> people = new ArrayList<>(size);
        String domain = "north.example";
        for (int i = 0; i < size; i++) {
            people.add(person(dice.of("person " + i), i, Cast.office(i), domain));
        }
        for (int i = size; i < size + newcomers; i++) {
            people.add(person(dice.of("person " + i), i, Office.GDANSK, domain));
        }
        return new Tenant(dice.of("tenant").guid(), domain, "northfreight.onmicrosoft.com", List.copyOf(people), era);
    }

    private static Person person(Dice dice, int number, Office office, String domain) {
        String name = name(number);
        String plain = name.toLowerCase(Locale.ROOT).replace("'", "");
        String alias = plain.substring(0, plain.indexOf(' '))
                + '.'
                + plain.substring(plain.indexOf(' ') + 1).replace(" ", "");
        if (number >= NAMES.size() * NAMES.size()) {
            alias += number;
        }
        String sid = "S-1-5-21-3418207761-2246018113-1130427589-" + (26_100_000 + number * 7 + dice.between(0, 6));
        return new Person(
                name,
                alias + '@' + domain,
                office,
                dice.guid(),
                "10032" + dice.hex(11),
                sid,
                dice.guid(),
                dice.pick(office.homes()).address(dice),
                Device.laptop(dice),
                Device.phone(dice));
    }

    /** The roster's names first, then first names and last names of the roster in new pairs. */
    private static String name(int number) {
        if (number < NAMES.size()) {
            return NAMES.get(number);
        }
        String first = NAMES.get(number % NAMES.size());
        int shift = 1 + number / NAMES.size() % (NAMES.size() - 1);
        String last = NAMES.get((number + shift) % NAMES.size());
        return first.substring(0, first.indexOf(' ')) + last.substring(last.indexOf(' '));
    }

    Person victim() {
        return people.get(Cast.VICTIM);
    }

    Person admin() {
        return people.get(Cast.ADMIN);
    }
}
