using System.Text.Json.Serialization;

namespace Infra.Catalogue;

/// <summary>Network between the nodes of a pool, in addition to the ordinary one.</summary>
public enum Interconnect
{
    /// <summary>Only the ordinary network.</summary>
    None,

    /// <summary>AWS Elastic Fabric Adapter.</summary>
    Efa,

    /// <summary>InfiniBand, on Azure machines with an <c>r</c> in their name.</summary>
    [JsonStringEnumMemberName("infiniband")]
    InfiniBand,

    /// <summary>RDMA over Ethernet, on machines of the company's own.</summary>
    Roce,
}
