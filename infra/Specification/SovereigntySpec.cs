using System.Collections.Immutable;
using Infra.Specification.Registries;

namespace Infra.Specification;

/// <summary>The declared borders of the platform; rules refuse whatever would cross them.</summary>
public sealed record SovereigntySpec
{
    /// <summary>Jurisdictions in which data, keys, logs and backups may be stored, for example <c>eu</c>.</summary>
    public required ImmutableArray<string> Locations { get; init; }

    /// <summary>Jurisdictions whose law may apply to the operator of a location.</summary>
    public required ImmutableArray<string> Operators { get; init; }

    /// <summary>Whether API servers, stores and load balancers may be reached from the internet.</summary>
    /// <value>private</value>
    public EndpointAccess Endpoints { get; init; } = EndpointAccess.Private;

    /// <summary>Who manages the encryption keys.</summary>
    /// <value>customer-managed</value>
    public KeyManagement Keys { get; init; } = KeyManagement.CustomerManaged;

    /// <summary>Whether what pods send each other is encrypted on every cluster: by the network where it can, otherwise by a
    /// mesh.</summary>
    /// <value>false</value>
    public bool EncryptTraffic { get; init; }

    /// <summary>Host and path prefix of the mirror from which charts and images come; absent: the public sources. In a public cloud it is
    /// inside the borders like everything else, as far as its host says where it is.</summary>
    public string? Registry { get; init; }

    /// <summary>Where the mirror is and whose law applies to its operator.</summary>
    /// <value>what its host says, if that is in a public cloud; of any other host the report says that it is not known</value>
    public RegistryPlaceSpec? RegistryPlace { get; init; }

    /// <summary>How the mirror is logged in to, and who issued its certificate; absent: no login, and an authority that everybody
    /// trusts.</summary>
    public RegistryAccessSpec? RegistryAccess { get; init; }
}
