using System.Text.Json.Serialization;

namespace Infra.Catalogue;

/// <summary>Network between the nodes of a pool, beside the ordinary one.</summary>
public enum Interconnect
{
    /// <summary>The ordinary network alone.</summary>
    None,

    /// <summary>AWS Elastic Fabric Adapter.</summary>
    Efa,

    /// <summary>InfiniBand, on Azure machines with an <c>r</c> in their name.</summary>
    [JsonStringEnumMemberName("infiniband")]
    InfiniBand,
}
