using System.Text.Json.Serialization;

namespace Infra.AddOns.Portal;

/// <summary>What keeps Git repositories, and takes pull requests.</summary>
public enum GitKind
{
    /// <summary>GitHub, or GitHub Enterprise Server on a host of its own.</summary>
    [JsonStringEnumMemberName("github")]
    GitHub,

    /// <summary>GitLab, whose pull requests are called merge requests.</summary>
    [JsonStringEnumMemberName("gitlab")]
    GitLab,
}
