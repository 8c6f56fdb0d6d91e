-- Event mentions under the column names of GDELT 2.0's event table, for queries written for that. Country codes are ISO 3166-1 alpha-3, not FIPS.
-- GLOBALEVENTID: The event mention's id.
-- SQLDATE: First day of the event, as YYYYMMDD.
-- MonthYear: Its month, as YYYYMM.
-- Year: Its year.
-- Actor1Name: Who did it: canonical name, else the words of the text.
-- Actor1CountryCode: Country of the actor.
-- Actor1Type1Code: CAMEO sector of the actor.
-- Actor2Name: The one it was done to.
-- Actor2CountryCode: Country of the target.
-- Actor2Type1Code: CAMEO sector of the target.
-- IsRootEvent: 1 where its sentence begins in the lead: within the first 500 characters of the body.
-- EventRootCode: CAMEO root code.
-- QuadClass: GDELT's quad class.
-- GoldsteinScale: Intensity, from -10 to +10.
-- NumMentions: Mentions of the same real-world event.
-- NumSources: Independent publishers that report it.
-- NumArticles: Articles that report it.
-- ActionGeo_FullName: Place of the event.
-- ActionGeo_CountryCode: Country of the event.
-- ActionGeo_ADM1Code: First-level region, by name.
-- ActionGeo_Lat: Latitude, in degrees.
-- ActionGeo_Long: Longitude, in degrees.
-- DATEADDED: When the article was published.
-- SOURCEURL: Address of the article.
SELECT e.event_id AS GLOBALEVENTID, strftime(e.event_date, '%Y%m%d')::INTEGER AS SQLDATE, strftime(e.event_date, '%Y%m')::INTEGER AS MonthYear,
       year(e.event_date)::INTEGER AS "Year", coalesce(a.name, e.actor_text) AS Actor1Name, e.actor_country AS Actor1CountryCode,
       e.actor_sector AS Actor1Type1Code, coalesce(t.name, e.target_text) AS Actor2Name, e.target_country AS Actor2CountryCode,
       e.target_sector AS Actor2Type1Code, (e.char_start < 500)::INTEGER AS IsRootEvent,
       e.cameo_root AS EventRootCode, e.quad_class AS QuadClass, e.intensity AS GoldsteinScale, i.mention_count AS NumMentions,
       i.publisher_count AS NumSources, i.article_count AS NumArticles, coalesce(p.name, e.place_text) AS ActionGeo_FullName,
       e.country_iso3 AS ActionGeo_CountryCode, e.admin1 AS ActionGeo_ADM1Code, e.latitude AS ActionGeo_Lat, e.longitude AS ActionGeo_Long,
       e.published_at AS DATEADDED, e.url AS SOURCEURL
FROM happened e
LEFT JOIN entity_names a ON a.entity_id = e.actor_entity_id
LEFT JOIN entity_names t ON t.entity_id = e.target_entity_id
LEFT JOIN entity_names p ON p.entity_id = e.place_entity_id
LEFT JOIN incident_counts i ON i.incident_id = e.incident_id
