package dev.obor.plot;

import java.util.ArrayList;
import java.util.List;

/// A name at each whole number, or at every few where there is no room for all.
///
/// @param scale the values along the axis
/// @param names the names of 0, 1, 2 …
/// @param every of how many names one is shown
record NameTicks(Scale scale, List<String> names, int every) implements Ticks {
    @Override
    public List<Tick> all() {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i += every) {
            double share = scale.share(i);
            if (share >= 0 && share <= 1) {
                ticks.add(new Tick(share, names.get(i)));
            }
        }
        return ticks;
    }
}
