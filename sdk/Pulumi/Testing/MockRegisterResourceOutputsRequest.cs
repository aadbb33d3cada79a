using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>The outputs of a component as the mocks see them.</summary>
public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    public readonly string Urn = urn;

    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}
