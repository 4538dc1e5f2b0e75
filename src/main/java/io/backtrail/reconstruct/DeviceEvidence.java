package io.backtrail.reconstruct;

import java.util.ArrayList;
import java.util.List;

/** On which registered device: one of long standing speaks for the owner, one just registered against. */
final class DeviceEvidence implements EvidenceFamily {
    private static final long FRESH = 24 * 3_600_000L;

    private final Case of;
    private final Weights weights;

    DeviceEvidence(Case of) {
        this.of = of;
        this.weights = of.weights();
    }

    @Override
    public String name() {
        return "device";
    }

    @Override
    public List<Reason> weigh(Atom atom, Baseline baseline, TenantFacts tenant) {
        List<Reason> reasons = new ArrayList<>();
        String anchor = baseline.anchorDevice(atom);
        if (anchor != null && !atom.continued()) {
            int days = baseline.of(atom).days(new Trait(Trait.Kind.DEVICE, anchor), atom);
            reasons.add(weights.reason("device.anchor", atom.some(act -> anchor.equals(act.deviceId())), anchor, days));
        }
        for (String device : atom.values(Trait.Kind.DEVICE)) {
            if (of.addedDevices().contains(device) && fresh(atom, device) && baseline.foreign(atom, tenant)) {
                reasons.add(weights.reason("device.fresh", atom.some(act -> device.equals(act.deviceId())), device));
                break;
            }
        }
        if (anchor == null && missing(atom, baseline)) {
            reasons.add(weights.reason("device.missing", atom.some(act -> act.signIn() && act.succeeded())));
        }
        return reasons;
    }

    private boolean fresh(Atom atom, String device) {
        for (Act act : of.acts()) {
            if (act.deed() == Deed.DEVICE_ADDED
                    && Devices.added(act, of.parts()).contains(device)
                    && Math.abs(atom.start() - act.time()) <= FRESH) {
                return true;
            }
        }
        return false;
    }

    private static boolean missing(Atom atom, Baseline baseline) {
        boolean signsIn =
                atom.has(act -> act.signIn() && act.succeeded() && act.tool().known());
        return signsIn
                && atom.values(Trait.Kind.DEVICE).isEmpty()
                && baseline.strangeClient(atom)
                && baseline.of(atom).mostlyOnDevice(atom);
    }
}
