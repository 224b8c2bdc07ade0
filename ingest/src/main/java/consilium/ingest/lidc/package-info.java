/// LIDC-IDRI annotations: what each radiologist drew on a CT, from the collection's XML, and as label maps.
///
/// Start at [LidcXml] and [LidcMasks]. Source: Armato et al., Medical Physics 38(2), 2011, doi:10.1118/1.3528204.
@NullMarked
package consilium.ingest.lidc;

import org.jspecify.annotations.NullMarked;
