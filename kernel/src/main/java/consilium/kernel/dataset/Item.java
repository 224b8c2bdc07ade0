package consilium.kernel.dataset;

/// One image of a data set.
///
/// @param id     unique in the data set
/// @param caseId the patient, or whatever must not stand on both sides of a split; the id itself when every image
///               is a case of its own
public record Item(String id, String caseId, Split split) {}
