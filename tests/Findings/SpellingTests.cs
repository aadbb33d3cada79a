using Infra.Catalogue;
using Infra.Findings;
using Infra.Specification.Storage;

namespace Infra.Tests.Findings;

public class SpellingTests
{
    [Theory]
    [InlineData(Distribution.OpenShift, "openshift")]
    [InlineData(Distribution.K3s, "k3s")]
    [InlineData(StorageProvider.RookCeph, "rook-ceph")]
    [InlineData(Interconnect.InfiniBand, "infiniband")]
    public void Spells_a_value_as_a_stack_file_writes_it(Enum value, string written) => Assert.Equal(written, Spelling.Of(value));
}
