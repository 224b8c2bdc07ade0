package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.networks.StandardNormal;
import consilium.networks.Targets;
import java.util.List;

/// In every epoch one of the maps that an image has, drawn at random, each as likely as any other; with it the numbers by
/// which a latent variable is drawn. To validate, every map, with the same numbers each time.
///
/// @param latent dimensions of the latent variable
record OneOfTheMaps(MapByMap maps, ImageSet images, int latent, RandomStreams streams) implements Labels {

    @Override
    public boolean has(int item) {
        return maps.has(item);
    }

    @Override
    public List<Pick> picks(int item, int epoch) {
        List<Pick> all = maps.picks(item, epoch);
        if (epoch == Pick.VALIDATION) {
            return all;
        }
        String name = "annotator/" + epoch + "/" + images.item(item).id();
        return List.of(all.get(streams.stream(name).nextInt(all.size())));
    }

    @Override
    public Targets targets(List<Pick> picks) {
        float[] noise = new float[picks.size() * latent];
        for (int index = 0; index < picks.size(); index++) {
            System.arraycopy(noise(picks.get(index)), 0, noise, index * latent, latent);
        }
        return new Targets.OneReading(picks.size(), maps.planes(picks), noise);
    }

    @Override
    public List<String> annotators() {
        return List.of();
    }

    @Override
    public LabelMap consensus(int item) {
        return maps.consensus(item);
    }

    private float[] noise(Pick pick) {
        String name = "latent/" + pick.epoch() + "/" + pick.annotator() + "/" + images.item(pick.item()).id();
        return StandardNormal.draw(streams.stream(name), latent);
    }
}
