using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.AddOns.Portal;

/// <summary>The repository of a team as Backstage addresses it.</summary>
/// <param name="Team">The team.</param>
/// <param name="Host">Host.</param>
/// <param name="Owner">Owner on GitHub, groups on GitLab.</param>
/// <param name="Name">Name.</param>
public sealed record GitRepository(TeamSpec Team, string Host, string Owner, string Name)
{
    /// <summary>The address, as actions take it: <c>host?owner=…&amp;repo=…</c>.</summary>
    public string Address => $"{Host}?owner={Uri.EscapeDataString(Owner)}&repo={Uri.EscapeDataString(Name)}";

    /// <summary>The repositories of teams at a host, in the order of the stack.</summary>
    public static IEnumerable<GitRepository> Of(PlatformSpec platform, GitKind kind, string host) =>
        platform.Teams.Select(team => Of(team, kind, host)).OfType<GitRepository>();

    /// <summary>The repository of a team; null if it has none there.</summary>
    public static GitRepository? Of(TeamSpec team, GitKind kind, string host)
    {
        var text = team.Repository?.Url ?? "";
        // user@host:path, which is no URL.
        if (!text.Contains("://", StringComparison.Ordinal) && text.Split(':', 2) is [var login, var rest])
        {
            text = $"ssh://{login}/{rest}";
        }

        // The port of SSH is not that of the API.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme == Uri.UriSchemeHttps ? url.Authority : url.Host) != host)
        {
            return null;
        }

        var path = url.AbsolutePath.Trim('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
        var slash = path.LastIndexOf('/');
        return slash > 0 && (kind == GitKind.GitLab || path.IndexOf('/', StringComparison.Ordinal) == slash)
            ? new(team, host, path[..slash], path[(slash + 1)..])
            : null;
    }
}
