package io.backtrail.enrich;

import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import com.maxmind.geoip2.model.AsnResponse;
import com.maxmind.geoip2.model.CityResponse;
import com.maxmind.geoip2.model.CountryResponse;
import com.maxmind.geoip2.model.EnterpriseResponse;
import com.maxmind.geoip2.model.IspResponse;
import com.maxmind.geoip2.record.City;
import com.maxmind.geoip2.record.Country;
import com.maxmind.geoip2.record.Location;
import com.maxmind.geoip2.record.Subdivision;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Reads the databases whose types MaxMind defines: City, Country, Enterprise, ASN and ISP; names are the English ones. */
final class TypedLookup implements AddressDatabase.Lookup {
    private static final List<String> TYPES = List.of("Enterprise", "City", "Country", "ASN", "ISP");

    private final DatabaseReader reader;
    private final String type;

    TypedLookup(DatabaseReader reader) {
        this.reader = reader;
        this.type = reader.metadata().databaseType();
    }

    /** Whether databases of this type have one of the schemas read here. */
    static boolean knows(String type) {
        return TYPES.stream().anyMatch(type::contains);
    }

    @Override
    public RangeAnswer look(InetAddress address) throws IOException, GeoIp2Exception {
        if (type.contains("Enterprise")) {
            return reader.tryEnterprise(address).map(TypedLookup::of).orElse(null);
        }
        if (type.contains("City")) {
            return reader.tryCity(address).map(TypedLookup::of).orElse(null);
        }
        if (type.contains("Country")) {
            return reader.tryCountry(address).map(TypedLookup::of).orElse(null);
        }
        if (type.contains("ASN")) {
            return reader.tryAsn(address).map(TypedLookup::of).orElse(null);
        }
        return reader.tryIsp(address).map(TypedLookup::of).orElse(null);
    }

    private static RangeAnswer of(CityResponse found) {
        return place(found.country(), found.mostSpecificSubdivision(), found.city(), found.location());
    }

    private static RangeAnswer of(EnterpriseResponse found) {
        return place(found.country(), found.mostSpecificSubdivision(), found.city(), found.location());
    }

    private static RangeAnswer of(CountryResponse found) {
        return new RangeAnswer(found.country().isoCode(), null, null, null, null, null, null, null);
    }

    private static RangeAnswer of(AsnResponse found) {
        return network(found.autonomousSystemNumber(), found.autonomousSystemOrganization());
    }

    private static RangeAnswer of(IspResponse found) {
        return network(found.autonomousSystemNumber(), found.autonomousSystemOrganization());
    }

    private static RangeAnswer place(Country country, Subdivision region, City city, Location location) {
        return new RangeAnswer(
                country.isoCode(),
                region.name(),
                city.name(),
                location.latitude(),
                location.longitude(),
                location.accuracyRadius(),
                null,
                null);
    }

    private static RangeAnswer network(Long asn, String org) {
        return new RangeAnswer(null, null, null, null, null, null, asn, org);
    }
}
