namespace Infra.Catalogue.Geography;

/// <summary>A country, and about where it is.</summary>
/// <param name="Code">ISO 3166-1 alpha-2 code, in capitals.</param>
/// <param name="Name">Its short name in English.</param>
/// <param name="Latitude">Of its middle, in degrees north.</param>
/// <param name="Longitude">Of its middle, in degrees east.</param>
public sealed record Country(string Code, string Name, double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371;

    /// <summary>Kilometres from the middle of one country to that of another, on a great circle: enough to tell which is near.</summary>
    public int KilometresTo(Country other)
    {
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var apart = double.DegreesToRadians(other.Longitude - Longitude);
        var cosine = (Math.Sin(from) * Math.Sin(to)) + (Math.Cos(from) * Math.Cos(to) * Math.Cos(apart));
        return (int)(EarthRadiusKm * Math.Acos(Math.Clamp(cosine, -1, 1)));
    }
}
